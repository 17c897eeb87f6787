package io.sluice.sync.collection;

import io.sluice.sfmc.SourceFailure;

/** What a thread that reads for another one has thrown, to be thrown there. */
final class Thrown {
    private Thrown() {}

    /** @return a failure to read; everything else is thrown here */
    static SourceFailure by(Throwable why) throws InterruptedException {
        if (why instanceof SourceFailure failure) {
            return failure;
        }
        if (why instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (why instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) why;
    }
}
