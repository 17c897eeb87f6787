package io.sluice.sync.collection;

import io.sluice.sync.Scan;

/** Says how many pages and rows have been read. */
final class Count {
    private final Scan scan;
    private int pages;
    private long rows;

    Count(Scan scan) {
        this.scan = scan;
    }

    void page(int brought) {
        pages++;
        rows += brought;
        scan.progress("page " + pages + ", " + rows + " read");
    }
}
