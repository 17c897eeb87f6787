package io.sluice.delivery;

/** Knows which accounts this process may call: those whose lease it holds. */
public interface Holder {
    boolean holds(String account);
}
