package io.sluice.sandbox.source;

/**
 * A change that was made.
 *
 * @param collection as paths call it
 * @param id the row's key
 * @param change what was done, in a word
 */
record Mutation(String collection, String id, String change) {
    static Mutation of(Collection collection, String id, String change) {
        return new Mutation(collection.spelling(), id, change);
    }
}
