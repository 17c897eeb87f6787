package io.sluice.sandbox.soap;

/** An HTTP 200 whose {@code OverallStatus} is {@code Error: …}. */
final class Refused extends RuntimeException {
    Refused(String message) {
        super(message, null, false, false);
    }

    static Refused unknownObject(String type) {
        return new Refused("Unable to find a handler for object type: " + type
                + ". Object types are case-sensitive, check spelling.");
    }

    String overallStatus() {
        return "Error: " + getMessage();
    }
}
