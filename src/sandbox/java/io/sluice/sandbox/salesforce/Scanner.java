package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.salesforce.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a query into pieces. Any backslash that begins no escape of SOQL's is an error, as at Salesforce. */
final class Scanner {
    private static final int LONGEST_TEXT = 4_000;
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;
    private static final Pattern PIECE =
            Pattern.compile("[A-Za-z_]\\w*(\\.\\w+)*|[-+]?\\d[\\w:.+-]*|<>|!=|<=|>=|[=<>(),:]");

    private final String query;
    private int at;

    private Scanner(String query) {
        this.query = query;
    }

    static List<Token> scan(String query) {
        return new Scanner(query).tokens();
    }

    private List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        while (at < query.length()) {
            if (Character.isWhitespace(query.charAt(at))) {
                at++;
            } else {
                tokens.add(query.charAt(at) == '\'' ? text() : piece());
            }
        }
        tokens.add(new Token(Kind.END, "", query.length()));
        return tokens;
    }

    private Token piece() {
        var matcher = PIECE.matcher(query).region(at, query.length());
        if (!matcher.lookingAt()) {
            throw Token.malformed("line 1:" + at + " no viable alternative at character '" + query.charAt(at) + "'");
        }
        var begin = at;
        at = matcher.end();
        var piece = matcher.group();
        if (piece.equals(":")) {
            throw Token.malformed("Bind variables only allowed in Apex code");
        }
        return new Token(kind(piece.charAt(0), piece.length()), piece, begin);
    }

    private static Kind kind(char first, int length) {
        if (Character.isLetter(first) || first == '_') {
            return Kind.WORD;
        }
        return Character.isDigit(first) || length > 1 && (first == '-' || first == '+') ? Kind.LITERAL : Kind.SIGN;
    }

    private Token text() {
        var begin = at++;
        var text = new StringBuilder();
        while (at < query.length() && query.charAt(at) != '\'') {
            text.append(query.charAt(at) == '\\' ? escaped() : query.charAt(at++));
        }
        if (at == query.length()) {
            throw Token.malformed("line 1:" + begin + " mismatched character '<EOF>' expecting '''");
        }
        at++;
        if (text.length() > LONGEST_TEXT) {
            throw Token.malformed("A string in the WHERE clause is longer than " + LONGEST_TEXT + " characters.");
        }
        return new Token(Kind.TEXT, text.toString(), begin);
    }

    private char escaped() {
        var escape = at + 1 < query.length() ? query.charAt(at + 1) : ' ';
        at += 2;
        return switch (escape) {
            case 'n', 'N' -> '\n';
            case 'r', 'R' -> '\r';
            case 't', 'T' -> '\t';
            case 'b', 'B' -> '\b';
            case 'f', 'F' -> '\f';
            case '"', '\'', '\\' -> escape;
            case 'u' -> unicode();
            default ->
                throw Token.malformed(
                        "line 1:" + (at - 2) + " no viable alternative at character '\\' (invalid escape sequence)");
        };
    }

    private char unicode() {
        try {
            var code = Integer.parseInt(query.substring(at, at + HEX_DIGITS), HEX);
            at += HEX_DIGITS;
            return (char) code;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw Token.malformed("line 1:" + at + " invalid unicode escape sequence");
        }
    }
}
