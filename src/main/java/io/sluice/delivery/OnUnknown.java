package io.sluice.delivery;

/** What becomes of a delivery that must not be repeated, when its call ended without an answer. */
public enum OnUnknown {
    /** Keep it as refused, to be looked at and replayed by hand: fired at most once. */
    REFUSE,
    /** Send it again: fired at least once. */
    REPEAT,
    /** Wait until the call can no longer be at work, and then find out what it has done: once, and not for want of knowing. */
    LOOK_UP
}
