package io.sluice.bench;

/**
 * How much there is to be copied, made up from a seed.
 *
 * @param goals of all journeys
 */
record SourceSize(int campaigns, int lists, int journeys, int goals) {
    /** Of each campaign: they fit on one page, so that each campaign is one call. */
    static final int ASSETS = 20;

    static final SourceSize FULL = new SourceSize(1_000, 20_000, 300, 200);
    static final SourceSize QUICK = new SourceSize(60, 6_000, 60, 40);

    /** As the sandbox's {@code --source-size} has it. */
    String option() {
        return "campaigns=%d,assets=%d,lists=%d,journeys=%d,goals=%d"
                .formatted(campaigns, ASSETS, lists, journeys, goals);
    }
}
