package io.sluice.inbox;

/**
 * The store cannot take anything just now: it is away, full, or too much is waiting. Nothing was kept, with one exception:
 * when a connection breaks within a commit, nobody can tell whether the database committed. So accepting may be repeated as
 * it is (the log passes over what it has), and who settles reads its lane's position and rows again first.
 */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
