package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Scan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import io.sluice.sync.Type;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Journeys, as people call them, and their goals. All are read each time: their statistics change without their date, and the API
 * filters by nothing. Of each journey one version is shown, the published one or else the latest.
 */
@Singleton
final class Interactions implements SourceCollection {
    static final String PATH = "/interaction/v1/interactions?mostRecentVersionOnly=true&$orderBy=ModifiedDate%20DESC";

    /** "Has a negative impact on performance", says its documentation. */
    static final String EXTRAS = "&extras=all";

    private static final String STATUS = "status";

    private static final Table TABLE = Table.named("interactions", "A journey in your account.")
            .key("id")
            .text(
                    "key",
                    "key",
                    "The developer defined customer key (also a unique identifier within the MID) for this journey.")
            .text(
                    "name",
                    "name",
                    "The display name used in the Journey Builder UI for this journey, this will be visible to everyone "
                            + "who logs into your Marketing Cloud account.")
            .time("last_published_date", "lastPublishedDate", "When it was published last; empty for never.")
            .text(
                    "description",
                    "description",
                    "The human readable description of this journey that informs others of purpose.")
            .integer("version", "version", "This number denotes the iteration of this particular journey.")
            .decimal(
                    "workflow_api_version",
                    "workflowApiVersion",
                    "This number represents the current release of the Journey Spec that the Journey Builder APIs will "
                            + "expect in order to understand how to parse and properly respond to your API requests.")
            .time("created_date", "createdDate", "When it was created.")
            .time("modified_date", "modifiedDate", "When it was last modified; its statistics change without that.")
            .statistic(
                    "stats_cumulative_population",
                    Type.INTEGER,
                    "stats.cumulativePopulation",
                    "How many contacts have ever entered it.")
            .statistic(
                    "stats_current_population", Type.INTEGER, "stats.currentPopulation", "How many contacts are in it.")
            .statistic(
                    "stats_goal_performance",
                    Type.DOUBLE,
                    "stats.goalPerformance",
                    "How much of its goal is reached, in percent.")
            .statistic("stats_met_goal", Type.INTEGER, "stats.metGoal", "How many contacts have met its goal.")
            .text("execution_mode", "executionMode", "How it runs, as in Production.")
            .text("status", STATUS, "Its status, as in Draft, Published or Stopped.")
            .text("definition_id", "definitionId", "The id of this version of the journey.")
            .text(
                    "default_email",
                    "defaults.email",
                    "An ordered list of email expressions used to determine which email address to use as the default, "
                            + "starting with the first expression. A JSON array.")
            .text(
                    "default_analytics_type",
                    "defaults.properties.analyticsTracking.analyticsType",
                    "Which analytics its links are tracked with.")
            .bool(
                    "default_enabled",
                    "defaults.properties.analyticsTracking.enabled",
                    "Whether its links are tracked with analytics.")
            .text("id", "id", "The journey's unique ID, the same for all its versions.")
            .statistic(
                    "stats_met_exit_criteria",
                    Type.INTEGER,
                    "stats.metExitCriteria",
                    "How many contacts have left it because they met its exit criteria.")
            .kept(
                    "entryMode",
                    "definitionType",
                    "channel",
                    "categoryId",
                    "scheduledStatus",
                    "tags",
                    "metaData",
                    "exits",
                    "notifiers",
                    "activities",
                    "triggers",
                    "defaults.properties.analyticsTracking.urlDomainsToTrack")
            .alsoAs("journeys")
            .build();

    @Override
    public List<Table> tables() {
        return List.of(TABLE, Goals.TABLE);
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<String> scopes() {
        return List.of("journeys_read");
    }

    @Override
    public void look(SfmcSource source) throws SourceFailure, InterruptedException {
        new Pages(source, PATH).look();
    }

    @Override
    public void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException {
        var pages = new Pages(source, PATH, since.live()::keys);
        var first = pages.first();
        if (lacks(first, "stats") || lacks(first, "goals")) {
            pages = new Pages(source, PATH + EXTRAS, since.live()::keys);
            first = pages.first();
        }
        var rows = new Rows(scan);
        var ended = rows.ended(pages.read(first, rows::take));
        ended.tell(scan);
        if (ended.isWhole()) {
            rows.newest.tell(since, scan);
            scan.complete();
        }
    }

    /**
     * Documentation disagrees on what is shown without asking for extras. Transactional journeys never have statistics, and tell
     * nothing.
     */
    private static boolean lacks(Page page, String field) {
        var published = page.items().stream()
                .filter(journey -> is(journey, STATUS, "Published") && !is(journey, "definitionType", "Transactional"))
                .toList();
        return !published.isEmpty() && published.stream().noneMatch(journey -> journey.has(field));
    }

    private static boolean is(ObjectNode journey, String field, String word) {
        return journey.path(field).asText().equalsIgnoreCase(word);
    }

    /** Makes rows of what pages bring. */
    private static final class Rows {
        private final Scan scan;
        private final Count count;
        private final Newest newest = new Newest("modifiedDate");
        private int goalsLeftOut;

        Rows(Scan scan) {
            this.scan = scan;
            count = new Count(scan);
        }

        void take(List<ObjectNode> journeys) {
            journeys.stream().filter(journey -> !is(journey, STATUS, "Deleted")).forEach(this::take);
            count.page(journeys.size());
        }

        private void take(ObjectNode journey) {
            newest.saw(journey);
            goalsLeftOut += Goals.take(journey, scan);
            journey.remove("goals");
            scan.row(TABLE, journey);
        }

        Ended ended(Ended pages) {
            return goalsLeftOut == 0
                    ? pages
                    : pages.with("goals that are no JSON object with an id or a key were left out: " + goalsLeftOut);
        }
    }
}
