package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.util.Locale;

/** Makes up goals: today's, and those of old journeys, which have no arguments and less of a schema. */
final class GoalMaker {
    private final Dice dice;

    GoalMaker(Dice dice) {
        this.dice = dice;
    }

    ObjectNode goal() {
        var old = dice.once(5);
        var event = dice.uuid().toString();
        var filter = dice.uuid().toString();
        var goal = Json.object()
                .put("id", dice.uuid().toString())
                .put("key", "GOAL")
                .put("name", dice.words(3))
                .put("description", dice.once(3) ? "" : dice.words(10))
                .put("type", old ? "ContactDecision" : dice.one("ContactEvent", "ContactEvent", "Event"));
        goal.putArray("outcomes");
        var arguments = goal.putObject("arguments");
        if (!old) {
            arguments
                    .put("startActivityKey", "{{Context.StartActivityKey}}")
                    .put("dequeueReason", "{{Context.DequeueReason}}")
                    .put("lastExecutedActivityKey", "{{Context.LastExecutedActivityKey}}")
                    .put("filterResult", "{{Contact.FilterId." + filter + "}}")
                    .put("serializedObjectType", 2)
                    .put("eventDefinitionId", event)
                    .put("eventDefinitionKey", "ContactEvent-" + event)
                    .put("dataExtensionId", dice.uuid().toString());
        }
        configuration(goal, filter);
        metaData(goal, event);
        schema(goal, old);
        return goal;
    }

    private void configuration(ObjectNode goal, String filter) {
        var configuration = goal.putObject("configurationArguments").put("criteria", criteria());
        var schema = 200 + dice.below(100);
        if (dice.once(4)) {
            configuration.put("schemaVersionId", Integer.toString(schema));
        } else {
            configuration.put("schemaVersionId", schema);
        }
        configuration.put("filterDefinitionId", filter);
    }

    /** Now and then longer than 4 KB. */
    private String criteria() {
        var conditions = dice.once(6) ? 40 + dice.below(200) : 1 + dice.below(4);
        var xml = new StringBuilder("<FilterDefinition Source=\"SubscriberAttribute\"><ConditionSet Operator=\"AND\">");
        for (int i = 0; i < conditions; i++) {
            xml.append("<Condition ID=\"")
                    .append(dice.uuid())
                    .append("\" Operator=\"Equal\"><Value><![CDATA[")
                    .append(dice.words(3))
                    .append("]]></Value></Condition>");
        }
        return xml.append("</ConditionSet></FilterDefinition>").toString();
    }

    private void metaData(ObjectNode goal, String event) {
        goal.putObject("metaData")
                .put("isExitCriteria", dice.once(3))
                .put("conversionUnit", dice.one("percentage", "count"))
                .put("conversionValue", Integer.toString(dice.below(100)))
                .put("eventDefinitionId", event.toUpperCase(Locale.ROOT))
                .put("eventDefinitionKey", "ContactEvent-" + event)
                .put("configurationDescription", dice.words(4) + " IsNotNull")
                .put("chainType", "none")
                .put("configurationRequired", dice.once(3))
                .put("iconUrl", "/events/images/icon_journeyBuilder-event-contact.svg")
                .put("title", dice.once(2) ? "" : dice.words(2))
                .put("category", "Event")
                .put("scheduleState", "No Schedule");
    }

    private void schema(ObjectNode goal, boolean old) {
        var arguments = goal.putObject("schema").putObject("arguments");
        argument(arguments, "conditionOutcome", "Boolean", "Out");
        if (!old) {
            argument(arguments, "startActivityKey", "Text", "In");
            argument(arguments, "dequeueReason", "Text", "In");
            argument(arguments, "lastExecutedActivityKey", "Text", "In");
        }
        argument(arguments, "filterResult", "Boolean", "In");
    }

    private void argument(ObjectNode arguments, String name, String type, String direction) {
        arguments
                .putObject(name)
                .put("dataType", type)
                .put("isNullable", direction.equals("In"))
                .put("direction", direction)
                .put("readOnly", dice.once(4))
                .put("access", dice.one("Hidden", "Visible"));
    }
}
