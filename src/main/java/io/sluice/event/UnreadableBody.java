package io.sluice.event;

import java.util.List;

/** Nothing can be made of a request body, so that none of its events is looked at. */
public class UnreadableBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;
    private final transient List<Problem> problems;

    private UnreadableBody(boolean tooLarge, List<Problem> problems) {
        super(problems.get(0).message());
        this.tooLarge = tooLarge;
        this.problems = problems;
    }

    static UnreadableBody tooLarge(String message) {
        return new UnreadableBody(true, List.of(new Problem("", message)));
    }

    static UnreadableBody because(String message) {
        return because(List.of(new Problem("", message)));
    }

    static UnreadableBody because(List<Problem> problems) {
        return new UnreadableBody(false, problems);
    }

    public boolean isTooLarge() {
        return tooLarge;
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}
