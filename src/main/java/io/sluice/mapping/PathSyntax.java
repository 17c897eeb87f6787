package io.sluice.mapping;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a path. */
final class PathSyntax {
    private static final String EXAMPLE = "write a path such as $.traits.plan or $.traits['odd key'][0]";
    private static final int MAX_INDEX_DIGITS = 6;

    /** The top level of the Segment Spec's messages. */
    private static final List<String> SPEC_FIELDS = List.of(
            "type",
            "event",
            "name",
            "category",
            "userId",
            "anonymousId",
            "groupId",
            "previousId",
            "messageId",
            "timestamp",
            "sentAt",
            "receivedAt",
            "originalTimestamp",
            "channel",
            "version",
            "context",
            "traits",
            "properties",
            "integrations");

    private final String text;
    private int at;

    PathSyntax(String text) {
        this.text = text;
    }

    List<Path.Step> steps() throws BadSyntax {
        if (!text.startsWith("$")) {
            throw bad("does not start with $");
        }
        at = 1;
        var steps = new ArrayList<Path.Step>();
        while (at < text.length()) {
            steps.add(step());
        }
        if (text.length() > 1 && text.charAt(1) == '.') {
            refuseNearMiss(((Path.Member) steps.get(0)).name());
        }
        return List.copyOf(steps);
    }

    private Path.Step step() throws BadSyntax {
        if (text.charAt(at) == '.') {
            at++;
            return new Path.Member(name());
        }
        if (text.charAt(at) == '[') {
            at++;
            return at < text.length() && isQuote(text.charAt(at)) ? quoted() : index();
        }
        throw bad("'" + text.charAt(at) + "' cannot follow '" + text.substring(0, at) + "'");
    }

    private String name() throws BadSyntax {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw bad("a name is missing after '" + text.substring(0, start) + "'");
        }
        return text.substring(start, at);
    }

    private Path.Step quoted() throws BadSyntax {
        char quote = text.charAt(at);
        int end = text.indexOf(quote, at + 1);
        if (end < 0 || !text.startsWith("]", end + 1)) {
            throw bad("the quoted name is not closed with " + quote + "]");
        }
        var name = text.substring(at + 1, end);
        at = end + 2;
        return new Path.Member(name);
    }

    private Path.Step index() throws BadSyntax {
        int end = text.indexOf(']', at);
        var digits = end < 0 ? "" : text.substring(at, end);
        if (digits.isEmpty()
                || digits.length() > MAX_INDEX_DIGITS
                || !digits.chars().allMatch(PathSyntax::isDigit)) {
            throw bad("between [ and ] stands neither a number nor a quoted name");
        }
        at = end + 1;
        return new Path.Item(Integer.parseInt(digits));
    }

    /** A slip such as {@code $.trait.plan} or {@code $.user_id} would be missing in every event, and nobody would notice. */
    private void refuseNearMiss(String first) throws BadSyntax {
        var meant = SPEC_FIELDS.stream()
                .filter(field -> Nearest.distance(first, field) == 1
                        || TitleCase.of(first).equals(TitleCase.of(field)))
                .findFirst();
        if (meant.isPresent() && !SPEC_FIELDS.contains(first)) {
            throw new BadSyntax(
                    "no Segment message has a field '" + first + "', in the path " + text,
                    "write $." + meant.get() + ", or $['" + first + "'] if your events really have it");
        }
    }

    private BadSyntax bad(String problem) {
        return new BadSyntax("the path '" + text + "' is bad: " + problem, EXAMPLE);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return !Character.isWhitespace(c) && ".[]'\"{}()".indexOf(c) < 0;
    }
}
