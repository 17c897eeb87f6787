package io.sluice.delivery;

/** What became of one delivery of a batch. */
public record Settled(Delivery delivery, Outcome outcome) {}
