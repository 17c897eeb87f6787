package io.sluice.inbox;

/**
 * What is counted, in the same transaction as what it counts.
 *
 * @param what {@code passed}, or the word of a final outcome: delivered, merged, stale, filtered, suppressed, refused
 * @param reason the code of the reason; empty where there is none
 */
record Count(String lane, String mapping, String what, String reason) {}
