package io.sluice.ingest;

/** A request that ends here, with the answer it gets. */
final class NotAccepted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    NotAccepted(Reply reply) {
        super("HTTP " + reply.status());
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
