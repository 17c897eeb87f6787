package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Makes up journeys: drafts without statistics, transactional ones, published ones with a draft of the next version. */
final class JourneyMaker {
    static final String NEVER = "0001-01-01T00:00:00";
    private static final List<String> EMPTY = List.of("goals", "exits", "notifiers");

    private final Dice dice;

    JourneyMaker(Dice dice) {
        this.dice = dice;
    }

    /** A version of a journey; without goals. */
    ObjectNode journey(String id, int version, String status) {
        var created = dice.after(Dice.FIRST);
        var modified = dice.after(created);
        var draft = status.equals("Draft");
        var transactional = !draft && dice.once(10);
        var journey = Json.object()
                .put("id", id)
                .put("key", "journey-" + id.substring(0, 8))
                .put("name", dice.words(3))
                .put("lastPublishedDate", draft ? NEVER : Dice.seconds(modified))
                .put("description", dice.once(2) ? "" : dice.words(10))
                .put("version", draft && version == 1 && dice.once(5) ? 0 : version);
        // Both spellings of the number are seen.
        journey.put("workflowApiVersion", dice.once(2) ? BigDecimal.ONE : new BigDecimal("1.0"))
                .put("createdDate", dice.fraction(created, 7))
                .put("modifiedDate", dice.fraction(modified, 7));
        EMPTY.forEach(journey::putArray);
        if (!draft && !transactional) {
            stats(journey, dice.below(100_000));
        }
        journey.put("entryMode", dice.one("NotSet", "OnceAndDone", "MultipleEntries", "SingleEntryAcrossAllVersions"))
                .put("definitionType", transactional ? "Transactional" : "Multistep")
                .put("channel", transactional ? "email" : "");
        defaults(journey, draft, transactional);
        journey.putObject("metaData");
        return journey.put("executionMode", dice.once(20) ? "Test" : "Production")
                .put("categoryId", 6000 + dice.below(500))
                .put("status", status)
                .put("definitionId", version <= 1 ? id : dice.uuid().toString())
                .put("scheduledStatus", "Draft");
    }

    /** Puts other statistics in a journey; they move without its being modified. */
    void stats(ObjectNode journey, int entered) {
        var met = entered == 0 ? 0 : dice.below(entered);
        var performance = met == 0
                ? dice.one(BigDecimal.ZERO, new BigDecimal("0.0"))
                : BigDecimal.valueOf(100L * met).divide(BigDecimal.valueOf(entered), 2, RoundingMode.HALF_UP);
        journey.putObject("stats")
                .put("currentPopulation", entered == 0 ? 0 : dice.below(entered))
                .put("cumulativePopulation", entered)
                .put("metGoal", met)
                .put("metExitCriteria", dice.below(50))
                .put("goalPerformance", performance);
    }

    private void defaults(ObjectNode journey, boolean draft, boolean transactional) {
        var defaults = journey.putObject("defaults");
        if (!draft && !transactional) {
            defaults.putArray("email")
                    .add("{{Event.DEAudience-" + dice.uuid() + ".\"Email\"}}")
                    .add("{{Contact.Default.Email}}");
        }
        var properties = defaults.putObject("properties");
        if (!draft) {
            properties
                    .putObject("analyticsTracking")
                    .put("enabled", dice.once(2))
                    .put("analyticsType", dice.one("google", "omniture"))
                    .putArray("urlDomainsToTrack");
        }
    }

    String status() {
        return dice.one("Published", "Published", "Published", "Draft", "Draft", "Stopped", "Paused", "Unpublished");
    }
}
