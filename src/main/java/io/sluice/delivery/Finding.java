package io.sluice.delivery;

/**
 * What was found at a destination.
 *
 * @param wrong whether somebody has to do something about it
 */
public record Finding(boolean wrong, String text) {}
