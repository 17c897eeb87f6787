package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** What SOAP's answer to a question means. Most of what goes wrong comes with HTTP 200, and {@code OverallStatus} says it. */
final class SoapReading {
    private static final Set<String> GOOD = Set.of("OK", "MoreDataAvailable");
    private static final String MORE = "MoreDataAvailable";
    private static final Pattern UNRETRIEVABLE =
            Pattern.compile("The Request Property\\(s\\) (.+?) do not match with the fields of");
    private static final Pattern NO_PERMISSION = Pattern.compile("API Permission Failed", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 300;

    private SoapReading() {}

    static SoapPage page(Answer answer) throws SourceFailure {
        var document = document(answer);
        var status = document.overallStatus().orElseThrow(() -> notUnderstood("has no OverallStatus"));
        if (!GOOD.contains(status)) {
            throw failure(status);
        }
        var more = status.equals(MORE);
        if (more && document.requestId().isEmpty()) {
            throw notUnderstood("says that there is more, and not how to go on");
        }
        return new SoapPage(document.requestId(), more, document.results());
    }

    /** The names of what can be retrieved, by the description of one type; of one that it does not know SFMC says nothing. */
    static Set<String> retrievable(Answer answer) throws SourceFailure {
        var document = document(answer);
        if (document.overallStatus().filter(status -> !GOOD.contains(status)).isPresent()) {
            throw failure(document.overallStatus().get());
        }
        if (document.definitions().isEmpty()) {
            throw notUnderstood("describes nothing");
        }
        var names = new TreeSet<String>();
        for (var definition : document.definitions()) {
            for (var property : several(definition.path("Properties"))) {
                if (property.path("IsRetrievable").asText().equals("true")) {
                    names.add(property.path("Name").asText());
                }
            }
        }
        if (names.isEmpty()) {
            throw SourceFailure.of(
                    rejected(Reason.READ_REJECTED, "the description names nothing that can be retrieved"));
        }
        return names;
    }

    /** One alone is no array. */
    private static Iterable<JsonNode> several(JsonNode value) {
        return value.isArray() ? value : List.of(value);
    }

    private static SoapDocument document(Answer answer) throws SourceFailure {
        if (!SourceReading.isGood(answer)) {
            throw SourceReading.failure(answer);
        }
        try {
            return SoapDocument.read(((Answer.Http) answer).body());
        } catch (XMLStreamException e) {
            throw notUnderstood("is not what SOAP allows"); // its message may quote the answer
        }
    }

    private static SourceFailure failure(String status) {
        var words =
                "OverallStatus '" + (status.length() <= LONGEST ? status : status.substring(0, LONGEST) + "…") + "'";
        var unretrievable = UNRETRIEVABLE.matcher(status);
        if (unretrievable.find()) {
            var properties =
                    new TreeSet<>(List.of(unretrievable.group(1).strip().split("[,\\s]+")));
            return SourceFailure.unretrievable(rejected(Reason.READ_REJECTED, words), properties);
        }
        var permission = NO_PERMISSION.matcher(status).find();
        return SourceFailure.of(rejected(permission ? Reason.PERMISSION : Reason.READ_REJECTED, words));
    }

    private static SourceFailure notUnderstood(String what) {
        return SourceFailure.of(rejected(Reason.ANSWER_NOT_UNDERSTOOD, "the answer by SOAP " + what));
    }

    private static Failure rejected(Reason reason, String detail) {
        return new Failure(Owner.TARGET, reason, Optional.empty(), detail);
    }
}
