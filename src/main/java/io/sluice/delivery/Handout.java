package io.sluice.delivery;

/** What a lane hands to its route. */
public sealed interface Handout permits Delivery, Job {
    /** The lane it comes from, and goes back to. */
    String lane();

    /** What goes on together. */
    String batch();
}
