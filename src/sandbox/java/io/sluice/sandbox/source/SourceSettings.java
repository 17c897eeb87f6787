package io.sluice.sandbox.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is uncertain about these APIs, or differs between tenants.
 *
 * @param campaignStatus what a campaign request that succeeds answers: 200, or 202 as its documentation has it
 * @param count what {@code count} of a page of campaigns or journeys says
 * @param maxPageSize rows of campaigns, assets or journeys in one page, however many are asked for
 * @param maxBatch lists in one answer, however many are asked for
 * @param retrievable properties of List that can be retrieved beside those that always can
 * @param continuing what a request identifier that is used again brings
 * @param withoutExtras what a journey shows to a request without {@code extras}
 */
public record SourceSettings(
        int campaignStatus,
        Count count,
        int maxPageSize,
        int maxBatch,
        List<String> retrievable,
        Continuing continuing,
        WithoutExtras withoutExtras) {
    static final SourceSettings DEFAULT =
            new SourceSettings(200, Count.PAGE, 50, 2500, List.of(), Continuing.NEXT, WithoutExtras.FULL);

    public SourceSettings {
        if (maxPageSize < 1 || maxBatch < 1) {
            throw new IllegalArgumentException("A page and a batch have at least one row.");
        }
        retrievable = List.copyOf(retrievable);
    }

    /** What a page's {@code count} says. */
    public enum Count {
        /** How many items the page has. */
        @JsonProperty("page")
        PAGE,
        /** How many there are on all pages. */
        @JsonProperty("total")
        TOTAL
    }

    /** What a request identifier brings when it is used again. */
    public enum Continuing {
        /** The batch after the last one that was answered, whoever got it. */
        @JsonProperty("next")
        NEXT,
        /** Each answer has an identifier of its own, and the same one brings the same batch. */
        @JsonProperty("same")
        SAME
    }

    /** What a journey shows to a request without {@code extras}. */
    public enum WithoutExtras {
        /** Everything but its activities and triggers, as recorded. */
        @JsonProperty("full")
        FULL,
        /** Neither goals, exits and notifiers nor statistics. */
        @JsonProperty("bare")
        BARE
    }
}
