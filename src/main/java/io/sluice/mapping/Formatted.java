package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with paths in braces: <code>{$.userId}-{$.traits.n}</code>; a brace itself is doubled. When one of the paths has
 * no value the whole text has none: half an identifier is worse than no identifier.
 */
record Formatted(List<Value> parts) implements Value {
    private static final String EXAMPLE =
            "write for instance '{$.userId}-{$.traits.n}', and {{ or }} for a brace itself";

    static Formatted of(String text) throws BadSyntax {
        var parts = new ArrayList<Value>();
        var literal = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c == '{' || c == '}') && text.startsWith(String.valueOf(c), at + 1)) {
                literal.append(c);
                at++;
            } else if (c == '{') {
                addLiteral(parts, literal);
                int end = text.indexOf('}', at);
                parts.add(Path.of(text.substring(at + 1, closed(end, text))));
                at = end;
            } else if (c == '}') {
                throw new BadSyntax("a } without its { in the format", EXAMPLE);
            } else {
                literal.append(c);
            }
        }
        addLiteral(parts, literal);
        return new Formatted(List.copyOf(parts));
    }

    private static int closed(int end, String text) throws BadSyntax {
        if (end < 0) {
            throw new BadSyntax("a { without its } in the format", EXAMPLE);
        }
        return end;
    }

    private static void addLiteral(List<Value> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Constant(TextNode.valueOf(literal.toString())));
            literal.setLength(0);
        }
    }

    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        var text = new StringBuilder();
        for (var part : parts) {
            var node = part.of(event);
            if (!node.isValueNode() || node.isNull()) {
                return MissingNode.getInstance();
            }
            text.append(node.asText());
        }
        return TextNode.valueOf(text.toString());
    }
}
