package io.sluice.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds the bad ones among many by asking about pieces, in order. A piece with a bad one in it is halved; when its first
 * half turns out good, the bad one must be in the second, which is then halved without being asked about as a whole. The
 * first half is the smaller one. That gives at most 2·log2(n)+2 questions for one bad one, and never 2n.
 */
final class Bisection<T> {
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();

    private static final class Piece<T> {
        private final List<T> items;
        private final Piece<T> sibling;
        private boolean bad;

        private Piece(List<T> items, Piece<T> sibling) {
            this.items = items;
            this.sibling = sibling;
        }
    }

    /** Asks about this one after all that were added before. */
    void add(List<T> items) {
        pieces.addLast(new Piece<>(items, null));
    }

    /** Asks about this one next. */
    void addFirst(List<T> items) {
        pieces.addFirst(new Piece<>(items, null));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** What to ask about now. */
    List<T> head() {
        return pieces.getFirst().items;
    }

    /** There is a bad one in the head, which has more than one. */
    void halve() {
        var piece = pieces.removeFirst();
        var middle = piece.items.size() / 2;
        var second = new Piece<T>(piece.items.subList(middle, piece.items.size()), null);
        pieces.addFirst(second);
        pieces.addFirst(new Piece<>(piece.items.subList(0, middle), second));
    }

    /** The head is done with. @param good whether there was nothing bad in it */
    void remove(boolean good) {
        var sibling = pieces.removeFirst().sibling;
        if (good && sibling != null) {
            sibling.bad = true;
        }
        while (!pieces.isEmpty() && pieces.getFirst().bad && head().size() > 1) {
            halve();
        }
    }
}
