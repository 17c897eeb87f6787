package io.sluice.sync;

/** Told how a run gets on, a line at a time. May be told by several threads. */
@FunctionalInterface
public interface Progress {
    void tell(String line);
}
