package io.sluice.event;

/**
 * What is wrong with an event.
 *
 * @param pointer where, as a JSON pointer into the request body (RFC 6901); empty for the body itself
 * @param message what is wrong and what to send instead, as one sentence
 */
public record Problem(String pointer, String message) {}
