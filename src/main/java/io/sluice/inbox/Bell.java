package io.sluice.inbox;

/** Wakes a lane's reader when there may be work. */
final class Bell {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Returns when it rings, or has rung since the last time, or after so long. */
    synchronized void await(long millis) throws InterruptedException {
        if (!rung) {
            wait(millis);
        }
        rung = false;
    }
}
