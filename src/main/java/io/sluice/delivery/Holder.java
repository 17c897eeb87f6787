package io.sluice.delivery;

/** Knows which accounts this process may call: those whose lease it holds. */
public interface Holder {
    /** @param door as in {@link Flow#door} */
    boolean holds(String door);
}
