package io.sluice.inbox;

/** The store cannot take anything just now: it is away, full, or too much is waiting. Nothing was kept. */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
