package io.sluice.inbox;

/**
 * What rows of a mapping have in common.
 *
 * @param key an order key, or its values alone
 */
record MappingKey(String mapping, String key) {}
