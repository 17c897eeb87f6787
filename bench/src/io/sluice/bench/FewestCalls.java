package io.sluice.bench;

/**
 * The fewest calls in which all can be read: campaigns and journeys by 50, and their first page once more, without which nobody
 * knows whether something has moved; assets by one for each campaign; lists by 2,500, and one that asks what can be retrieved.
 */
final class FewestCalls {
    private static final int PAGE = 50;
    private static final int BATCH = 2_500;
    private static final int DESCRIBE = 1;

    private FewestCalls() {}

    /** @param lists those that the run asks for */
    static long of(long campaigns, long lists, long journeys) {
        return paged(campaigns) + campaigns + DESCRIBE + Math.max(1, pages(lists, BATCH)) + paged(journeys);
    }

    private static long paged(long rows) {
        var pages = Math.max(1, pages(rows, PAGE));
        return pages == 1 ? 1 : pages + 1;
    }

    private static long pages(long rows, int size) {
        return (rows + size - 1) / size;
    }
}
