package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sync.Scan;
import io.sluice.sync.Table;
import java.util.HashSet;

/** The goals of journeys. They have no address of their own: each journey shows its goals. */
final class Goals {
    private static final String ID = "id";

    /** Ours, and none of the API's. */
    private static final String INTERACTION = "_interaction";

    static final Table TABLE = table();

    private Goals() {}

    /** @return how many were left out, because they are no JSON objects, or have neither an id nor a key */
    static int take(ObjectNode journey, Scan scan) {
        var goals = journey.path("goals");
        if (!goals.isArray()) {
            return goals.isNull() || goals.isMissingNode() ? 0 : 1;
        }
        var ids = new HashSet<String>();
        var leftOut = 0;
        for (var goal : goals) {
            if (goal instanceof ObjectNode object && identify(object, journey, ids)) {
                scan.row(TABLE, object);
            } else {
                leftOut++;
            }
        }
        return leftOut;
    }

    /** The one without an id gets one. */
    private static boolean identify(ObjectNode goal, ObjectNode journey, HashSet<String> ids) {
        if (!Page.hasId(goal)) {
            var key = goal.path("key").asText();
            if (key.isEmpty()) {
                return false;
            }
            goal.put(ID, DerivedId.of(journey.path("definitionId").asText(), key, ids));
        }
        goal.putObject(INTERACTION)
                .put("id", Page.id(journey))
                .<ObjectNode>set("definitionId", journey.get("definitionId"))
                .set("version", journey.get("version"));
        return true;
    }

    private static Table table() {
        var table = Table.named("goals", "A goal of a journey.")
                .key("interaction_id", "id")
                .text(
                        "interaction_id",
                        INTERACTION + ".id",
                        "The id of the interaction that this goal is associated with.")
                .text("key", "key", "The customer key for this goal.")
                .text("name", "name", "The display name for this goal.")
                .text(
                        "description",
                        "description",
                        "The description for this goal, will be displayed in the Journey Builder user interface.")
                .text(
                        "type",
                        "type",
                        "The type of goal this is: ContactEvent, or another one such as ContactDecision or Event.")
                .text(
                        "arguments_dequeue_reason",
                        "arguments.dequeueReason",
                        "Why a contact left the queue, as an expression.")
                .text(
                        "arguments_filter_result",
                        "arguments.filterResult",
                        "The result of the filter, as an expression or a text such as true.")
                .text(
                        "arguments_last_executed_activity_key",
                        "arguments.lastExecutedActivityKey",
                        "The activity that was executed last, as an expression.")
                .text(
                        "start_activity_key",
                        "arguments.startActivityKey",
                        "The activity that a contact starts with, as an expression.")
                .text(
                        "config_arguments_filter_def_id",
                        "configurationArguments.filterDefinitionId",
                        "The id of the filter that decides whether the goal is met.")
                .text("config_arguments_criteria", "configurationArguments.criteria", "The filter itself, as XML.")
                .integer(
                        "config_arguments_schema_version_id",
                        "configurationArguments.schemaVersionId",
                        "The version of the schema that the filter is about.")
                .bool(
                        "metadata_is_exit_criteria",
                        "metaData.isExitCriteria",
                        "Whether contacts that meet the goal leave the journey.")
                .text(
                        "metadata_conversion_unit",
                        "metaData.conversionUnit",
                        "This value is used for deterministic evaluations of the goal, can be either \"percentage\" or \"wholenumber\".")
                .text(
                        "metadata_conversion_value",
                        "metaData.conversionValue",
                        "Based on the conversionUnit this is the metric Journey Builder uses to determine if the goal has been satisfied.")
                .text(
                        "metadata_event_definition_id",
                        "metaData.eventDefinitionId",
                        "The id of the event definition that the goal belongs to; its letters may be in another case than elsewhere.")
                .text(
                        "metadata_event_definition_key",
                        "metaData.eventDefinitionKey",
                        "The key of the event definition that the goal belongs to.")
                .text(
                        "metadata_configuration_description",
                        "metaData.configurationDescription",
                        "The goal's configuration in words.")
                .text(
                        "metadata_configuration_chain_type",
                        "metaData.chainType",
                        "How the goal's conditions are chained.")
                .bool(
                        "metadata_configuration_required",
                        "metaData.configurationRequired",
                        "Whether the goal has yet to be configured.")
                .text(
                        "metadata_configuration_icon_url",
                        "metaData.iconUrl",
                        "The icon of the goal in the Journey Builder user interface.")
                .text("metadata_configuration_title", "metaData.title", "The title of the goal's configuration.");
        GoalSchema.columns(table);
        return table.text(
                        "id",
                        ID,
                        "The goal's unique ID; where Marketing Cloud shows none, one that is made of the "
                                + "journey's definition_id and the goal's key.")
                .text(
                        "interaction_definition_id",
                        INTERACTION + ".definitionId",
                        "The definition_id of the version of the journey that shows this goal.")
                .integer(
                        "interaction_version",
                        INTERACTION + ".version",
                        "The version of the journey that shows this goal.")
                .kept(
                        "outcomes",
                        "arguments.serializedObjectType",
                        "arguments.eventDefinitionId",
                        "arguments.eventDefinitionKey",
                        "arguments.dataExtensionId",
                        "metaData.category",
                        "metaData.scheduleState")
                .build();
    }
}
