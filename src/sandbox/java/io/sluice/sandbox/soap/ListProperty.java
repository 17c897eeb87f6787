package io.sluice.sandbox.soap;

import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.ServerTime;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A property of List, as it is described. The retrievable ones are those with which public clients are seen to retrieve
 * lists; of the WSDL's others nothing is known but their names.
 *
 * @param name as it is asked for: an inner one with a dot
 * @param length the longest text; 0 where none is said
 */
record ListProperty(String name, Type type, int length, boolean retrievable, boolean required) {
    /** How values compare. */
    enum Type {
        INT32("Int32"),
        STRING("String"),
        DATE_TIME("DateTime"),
        BOOLEAN("Boolean"),
        LIST_TYPE("ListTypeEnum"),
        LIST_CLASSIFICATION("ListClassificationEnum"),
        OBJECT("APIObject");

        private final String spelling;

        Type(String spelling) {
            this.spelling = spelling;
        }

        String spelling() {
            return spelling;
        }
    }

    private static final List<ListProperty> ALL = List.of(
            retrievable("ID", Type.INT32, 0, true),
            retrievable("PartnerKey", Type.STRING, 64, false),
            retrievable("CreatedDate", Type.DATE_TIME, 0, false),
            retrievable("ModifiedDate", Type.DATE_TIME, 0, false),
            retrievable("Client.ID", Type.INT32, 0, true),
            retrievable("Client.PartnerClientKey", Type.STRING, 64, false),
            retrievable("ListName", Type.STRING, 0, true),
            retrievable("Description", Type.STRING, 0, false),
            retrievable("Category", Type.INT32, 0, false),
            retrievable("Type", Type.LIST_TYPE, 0, true),
            retrievable("CustomerKey", Type.STRING, 0, false),
            retrievable("ListClassification", Type.LIST_CLASSIFICATION, 0, false),
            retrievable("AutomatedEmail.ID", Type.INT32, 0, false),
            retrievable("ObjectID", Type.STRING, 0, true),
            hidden("Client.CreatedBy", Type.INT32),
            hidden("Client.ModifiedBy", Type.INT32),
            hidden("Client.UserID", Type.INT32),
            hidden("Client.PartnerUserKey", Type.STRING),
            hidden("Client.CustomerKey", Type.STRING),
            hidden("Subscribers", Type.OBJECT),
            hidden("SendClassification", Type.OBJECT),
            hidden("AutomatedEmail", Type.OBJECT),
            hidden("Client", Type.OBJECT),
            hidden("PartnerProperties", Type.OBJECT),
            hidden("Owner", Type.OBJECT),
            hidden("CorrelationID", Type.STRING),
            hidden("ObjectState", Type.STRING),
            hidden("IsPlatformObject", Type.BOOLEAN));

    private static ListProperty retrievable(String name, Type type, int length, boolean required) {
        return new ListProperty(name, type, length, true, required);
    }

    private static ListProperty hidden(String name, Type type) {
        return new ListProperty(name, type, 0, false, false);
    }

    /**
     * All properties.
     *
     * @param more names of properties that can be retrieved as well; unknown ones become texts
     */
    static List<ListProperty> all(Collection<String> more) {
        var known = ALL.stream()
                .map(property -> more.contains(property.name)
                        ? new ListProperty(property.name, property.type, property.length, true, property.required)
                        : property)
                .toList();
        var unknown = more.stream()
                .filter(name -> ALL.stream().noneMatch(property -> property.name.equals(name)))
                .map(name -> retrievable(name, Type.STRING, 0, false));
        return Stream.concat(known.stream(), unknown).toList();
    }

    /** Its value in a list; null where there is none. Texts are in lower case: SFMC compares them without case. */
    Comparable<?> valueOf(Row list) {
        if (name.equals("ModifiedDate")) {
            // Filters on it are the usual ones, and the row need not be read for it.
            return list.modified();
        }
        var value = list.json().at("/" + name.replace('.', '/'));
        return value.isMissingNode() || value.isNull() ? null : read(value.asText());
    }

    /** A value of its type. */
    Comparable<?> read(String text) {
        try {
            return switch (type) {
                case INT32 -> Long.valueOf(text);
                case DATE_TIME -> ServerTime.read(text);
                default -> text.toLowerCase(Locale.ROOT);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw SoapFault.client("'" + text + "' is no " + type.spelling() + ".");
        }
    }

    /** The one that can be retrieved by this name; null where there is none. Names are case-sensitive. */
    static ListProperty named(List<ListProperty> properties, String name) {
        return properties.stream()
                .filter(property -> property.name.equals(name) && property.retrievable)
                .findFirst()
                .orElse(null);
    }
}
