package io.sluice.sandbox.source;

/**
 * How many rows are made up.
 *
 * @param seed the same one makes the same rows
 * @param campaigns how many
 * @param assets of each campaign
 * @param lists how many
 * @param journeys how many, earlier versions not counted
 * @param goals of all journeys together
 */
public record SourceSize(long seed, int campaigns, int assets, int lists, int journeys, int goals) {

    public SourceSize {
        if (campaigns < 0 || assets < 0 || lists < 0 || journeys < 0 || goals < 0) {
            throw new IllegalArgumentException("A number of rows cannot be negative.");
        }
        if (goals > 0 && journeys == 0) {
            throw new IllegalArgumentException("Goals need journeys.");
        }
    }
}
