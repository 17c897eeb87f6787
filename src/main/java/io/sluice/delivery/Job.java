package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rows that the destination has taken as one, and whose verdicts it gives later. Their deliveries are neither done nor in
 * need of being sent: the job stands for them.
 *
 * @param id as the destination calls it
 * @param action the name of the action that submitted it
 * @param lines its rows, in the order they were submitted
 */
@RegisterForReflection
public record Job(String lane, String id, String action, Target target, List<Line> lines, Instant submittedAt)
        implements Handout {

    /**
     * One row.
     *
     * @param key the order key
     * @param sources the deliveries that were merged into it, in order; at least one
     */
    public record Line(String key, List<Source> sources) {}

    /**
     * A delivery, without what it carried.
     *
     * @param part whether it has a part in the row; it is stale otherwise, unless the row is refused
     */
    public record Source(long seq, String mapping, boolean part) {}

    /** Each is asked about on its own. */
    @Override
    public String batch() {
        return "job " + id;
    }

    /** The lowest event that it stands for. */
    public long firstSeq() {
        return seqs().min().orElse(0);
    }

    /** The highest. */
    public long lastSeq() {
        return seqs().max().orElse(0);
    }

    private LongStream seqs() {
        return lines.stream().flatMap(line -> line.sources().stream()).mapToLong(Source::seq);
    }

    /** Without its lines, of which there are many. */
    @Override
    public String toString() {
        return "job " + id + " for " + target;
    }
}
