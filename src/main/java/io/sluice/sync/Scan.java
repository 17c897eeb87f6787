package io.sluice.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Takes what a collection reads, to disk. Used by one thread at a time. */
public interface Scan {
    /**
     * One object as the API shows it. A later one with the same key takes the place of an earlier one.
     *
     * @param source is not used by anybody else afterwards
     */
    void row(Table table, ObjectNode source);

    /** For a terminal: how far it is. */
    void progress(String words);

    /** How far the collection has been copied when all of this is committed. Not called: as far as before. */
    void watermark(Instant newest);

    /**
     * All that there is has been read, and stood still meanwhile: what is not among the rows has been deleted. Not called:
     * nothing is concluded from what is missing.
     */
    void complete();

    /** One sentence that whoever reads the report should know; the run's result stays what it is. */
    void notice(String sentence);

    /** A notice about something that was not read as it should be: the collection counts as partial. */
    void shortfall(String sentence);
}
