package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sync.Scan;
import io.sluice.sync.Table;
import java.time.Instant;

/** Has no room for a row. */
final class FullScan implements Scan {
    @Override
    public void row(Table table, ObjectNode source) {
        throw new IllegalStateException("no space left");
    }

    @Override
    public void progress(String words) {}

    @Override
    public void watermark(Instant newest) {}

    @Override
    public void complete() {
        throw new AssertionError("it is not");
    }

    @Override
    public void notice(String sentence) {}

    @Override
    public void shortfall(String sentence) {}
}
