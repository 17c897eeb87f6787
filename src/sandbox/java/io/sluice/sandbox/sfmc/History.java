package io.sluice.sandbox.sfmc;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/** What was applied, in the order in which it was: the last entries over all data extensions. */
public final class History {
    private final int size;
    private final ArrayDeque<Applied> entries = new ArrayDeque<>();
    private long sequence;
    private long forgotten;

    /**
     * One change that was applied.
     *
     * @param sequence counts changes of rows, contacts and journey entries alike
     * @param call the number of the request in the request log
     * @param target the key of the data extension or event definition; {@code contacts} for contacts
     * @param key the primary key in lower case, or the contact key
     */
    public record Applied(long sequence, long call, String target, String key, Map<String, Object> values) {}

    /** @param size how many entries are kept; 0 keeps none */
    public History(int size) {
        this.size = size;
    }

    public synchronized boolean keeps() {
        return size > 0;
    }

    synchronized long add(long call, String target, String key, Map<String, Object> values) {
        sequence++;
        if (size > 0) {
            entries.add(new Applied(sequence, call, target, key, values));
            if (entries.size() > size) {
                entries.remove();
                forgotten++;
            }
        }
        return sequence;
    }

    public synchronized List<Applied> of(String target) {
        return entries.stream().filter(entry -> entry.target().equals(target)).toList();
    }

    /** How many entries were dropped to stay within the size: a test of order must find 0 here. */
    public synchronized long forgotten() {
        return forgotten;
    }

    public synchronized void clear() {
        entries.clear();
        forgotten = 0;
    }
}
