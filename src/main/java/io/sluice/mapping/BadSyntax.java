package io.sluice.mapping;

/** A text in a mapping file that is not in its language: what is wrong, and what to write instead. */
final class BadSyntax extends Exception {
    private final String remedy;

    BadSyntax(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
