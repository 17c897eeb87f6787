package io.sluice.ops;

/** What went wrong at the start, for a reader who will not look at the stack. */
final class StartFailure {
    private StartFailure() {}

    /** The message of the innermost cause: the outer ones say only who was waiting for it. */
    static String sentence(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
