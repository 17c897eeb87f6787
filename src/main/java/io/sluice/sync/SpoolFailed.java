package io.sluice.sync;

import java.io.IOException;

/** What was read could not be put aside. The message says what and where. */
final class SpoolFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolFailed(String what, IOException cause) {
        super(what, cause);
    }
}
