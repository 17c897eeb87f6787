package io.sluice.sandbox.http;

/** The body is not JSON. The message quotes nothing of it. */
public final class MalformedJson extends RuntimeException {
    MalformedJson(Throwable cause) {
        super("The body is not JSON.", cause);
    }
}
