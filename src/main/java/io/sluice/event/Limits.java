package io.sluice.event;

/** How much is taken at once. The first three are those of Segment's HTTP API, so that what fits there fits here. */
final class Limits {
    /** Of one event, as it was sent; 32 KB. */
    static final int EVENT_BYTES = 32 * 1024;
    /** Of one request, unpacked; 500 KB. */
    static final int BODY_BYTES = 500 * 1024;
    /** Events in one request. */
    static final int BATCH_EVENTS = 2_500;
    /** Of the context and integrations of a batch: every event gets a copy, so they count 2,500-fold. */
    static final int SHARED_BYTES = 8 * 1024;
    /** Objects and arrays within each other; enough for any client, and safe for whoever walks an event. */
    static final int DEPTH = 64;
    /** Characters. */
    static final int MESSAGE_ID = 100;
    /** Of a number, without the exponent; every column type of SFMC and every SQL database stops far below. */
    static final int DIGITS = 100;
    /** The exponent of the greatest number that JavaScript and SQL doubles know. */
    static final int EXPONENT = 308;
    /** Problems told of one event; a reader mends the first few and sends it again. */
    static final int PROBLEMS = 20;

    private Limits() {}

    static String eventTooLarge(Slice event) {
        return "The event has %d bytes; at most %d are taken.".formatted(event.length(), EVENT_BYTES);
    }
}
