package io.sluice.sandbox.http;

/** The body, inflated, is larger than the server takes. */
public final class BodyTooLarge extends RuntimeException {
    BodyTooLarge(int limit) {
        super("The body is larger than " + limit + " bytes.");
    }
}
