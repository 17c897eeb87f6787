package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a REST collection page by page. Its counts are not to be trusted, so only a short or empty page ends it, or one without
 * anything new. While pages are read, what changes moves to the first page and pushes others down, where they are read twice; what
 * is deleted pulls others up, where they are missed. So the first page is read again at the end, and if it is another one, all. A
 * deletion in the middle does not show there: all is read again also when something is missing, and what is missing twice is gone.
 */
final class Pages {
    /** The most that the API gives. */
    static final int SIZE = 50;

    /** A million rows: it is more likely that the end is not recognised. */
    static final int MOST_PAGES = 20_000;

    private static final int MOST_AGAIN = 3;

    private final SfmcSource source;
    private final String path;
    private final Supplier<Set<String>> live;
    private final int atOnce;

    /** Where what there was before does not matter. */
    Pages(SfmcSource source, String path) {
        this(source, path, Set::of);
    }

    /**
     * @param path with or without a query, to which the number of the page and its size are added
     * @param live the ids of what there was before
     */
    Pages(SfmcSource source, String path, Supplier<Set<String>> live) {
        this(source, path, live, Math.min(source.callsAtOnce(), PagesAhead.MOST));
    }

    /** @param atOnce how many pages may be asked for at the same time */
    Pages(SfmcSource source, String path, Supplier<Set<String>> live, int atOnce) {
        this.atOnce = atOnce;
        this.source = source;
        this.path = path + (path.contains("?") ? "&" : "?");
        this.live = live;
    }

    /** Takes what pages bring. An item may come more than once, the later the newer. */
    @FunctionalInterface
    interface Taker {
        void take(List<ObjectNode> items) throws InterruptedException;
    }

    Ended read(Taker taker) throws SourceFailure, InterruptedException {
        return read(first(), taker);
    }

    Page first() throws SourceFailure, InterruptedException {
        return page(1);
    }

    /** @param first the first page, when it has been read already */
    Ended read(Page first, Taker taker) throws SourceFailure, InterruptedException {
        var start = first;
        var seen = new HashSet<String>();
        var missed = Set.<String>of();
        for (var again = 0; again <= MOST_AGAIN; again++) {
            var look = start.look();
            var pass = new Pass(taker);
            pass.read(start);
            seen.addAll(pass.seen);
            if (pass.pages == 1 || !pass.ended().isWhole()) {
                return pass.ended();
            }
            start = page(1);
            if (start.look().equals(look)) {
                var missing = missing(seen);
                if (missed.containsAll(missing)) {
                    return pass.ended();
                }
                missed = missing;
            }
        }
        taker.take(start.items());
        return Ended.notice("it changed each time while it was read, " + (MOST_AGAIN + 1)
                + " times; what has been deleted shows with the next run");
    }

    /** Counts alone would not do: some are the page's own. */
    private int expected(Page first) {
        return atOnce == 1 || first.isShort() && first.total() <= first.items().size()
                ? 1
                : first.lastExpected(live.get().size());
    }

    private Set<String> missing(Set<String> seen) {
        var missing = new HashSet<>(live.get());
        missing.removeAll(seen);
        return missing;
    }

    /** Asks for one item. @return it, or none when there is none */
    List<ObjectNode> look() throws SourceFailure, InterruptedException {
        return Page.of(source.get(path + "$page=1&$pageSize=1"), 1).items();
    }

    private Page page(int number) throws SourceFailure, InterruptedException {
        return Page.of(source.get(path + "$page=" + number + "&$pageSize=" + SIZE), SIZE);
    }

    /** Once from the first page to the last. */
    private final class Pass {
        private final Taker taker;
        private final HashSet<String> seen = new HashSet<>();
        private int pages;
        private int nameless;
        private Ended ended = Ended.WHOLE;

        Pass(Taker taker) {
            this.taker = taker;
        }

        void read(Page first) throws SourceFailure, InterruptedException {
            try (var others = new PagesAhead(expected(first), atOnce, Pages.this::page)) {
                for (var page = first; goesOn(page); page = others.next()) {
                    if (pages == MOST_PAGES) {
                        ended = Ended.shortfall("its pages did not end: " + MOST_PAGES + " were read");
                        return;
                    }
                }
            }
        }

        /** Takes the page, and tells whether another may follow. */
        private boolean goesOn(Page page) throws InterruptedException {
            pages++;
            nameless += page.nameless();
            var fresh = seen.addAll(page.ids());
            taker.take(page.items());
            if (page.isEmpty()) {
                if (pages == 1 && page.total() > 0) {
                    ended = Ended.shortfall("an empty first page said that there are " + page.total());
                }
                return false;
            }
            if (!fresh && page.nameless() == 0) {
                ended = Ended.notice(
                        "page " + pages + " brought nothing that was not on a page before, as if the number "
                                + "of the page were ignored; it was read no further, and nothing is taken for deleted");
                return false;
            }
            // A page can be short because the API makes shorter ones than it says; then its total tells.
            return !page.isShort() || page.total() > seen.size() + nameless;
        }

        Ended ended() {
            return nameless == 0 ? ended : ended.with("items without an id were left out: " + nameless);
        }
    }
}
