package io.sluice.sandbox.soap;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.source.Source;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** {@code POST /Service.asmx}: a token in the header, a message in the body, a SOAPAction that fits it. */
public final class SoapApi {
    private static final String PATH = "/Service.asmx";
    private static final String READ = "list_and_subscribers_read";

    private final Source source;
    private final Access access;
    private final InstantSource clock;
    private final Retrieve retrieve;

    public SoapApi(Source source, Access access, InstantSource clock) {
        this.source = source;
        this.access = access;
        this.clock = clock;
        retrieve = new Retrieve(source, clock);
    }

    public void register(Router router) {
        router.on("POST", PATH, this::answer);
    }

    /** Whether the route with this label is this API's. */
    public static boolean serves(String route) {
        return route.endsWith(PATH);
    }

    /** Retrieves that were on their way cannot be continued any more. */
    public void reset() {
        retrieve.forget();
    }

    private Reply answer(Call call) {
        if (!call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/xml")) {
            return Reply.text(415, "text/plain", "Unsupported Media Type");
        }
        var request = SoapRequest.read(call.body());
        if (request.isEmpty()) {
            return Reply.text(400, "text/plain", "Bad Request");
        }
        try {
            return answer(call, request.get());
        } catch (SoapFault e) {
            return e.reply(clock.instant(), "http://" + call.header("Host").orElse("127.0.0.1") + PATH);
        }
    }

    private Reply answer(Call call, SoapRequest request) {
        var scopes = access.scopes(request.token())
                .orElseThrow(
                        () -> access.wasIssued(request.token()) ? SoapFault.tokenExpired() : SoapFault.loginFailed());
        var message = request.message();
        if (message.is(Envelope.PARTNER, "RetrieveRequestMsg")) {
            fits(call, "Retrieve");
            return retrieved(message, scopes);
        }
        if (message.is(Envelope.PARTNER, "DefinitionRequestMsg")) {
            fits(call, "Describe");
            return described(message);
        }
        throw SoapFault.client("The message " + message.name() + " is not known here.");
    }

    private static void fits(Call call, String action) {
        if (!call.header("SOAPAction").orElse("").replace("\"", "").equals(action)) {
            throw SoapFault.client("The SOAPAction must be " + action + ".");
        }
    }

    private Reply retrieved(Element message, Set<String> scopes) {
        try {
            if (!scopes.contains(READ)) {
                throw new Refused("API Permission Failed. Permissions Needed: Email | Subscribers | Lists | Read");
            }
            var answer = retrieve.answer(message);
            var status = answer.cursor().hasMore() ? "MoreDataAvailable" : "OK";
            return Envelope.answer(
                    200,
                    "RetrieveResponse",
                    clock.instant(),
                    xml -> Retrieve.write(xml, status, answer.id(), answer.cursor()));
        } catch (Refused e) {
            return Envelope.answer(
                    200,
                    "RetrieveResponse",
                    clock.instant(),
                    xml -> Retrieve.write(
                            xml, e.overallStatus(), UUID.randomUUID().toString(), null));
        }
    }

    private Reply described(Element message) {
        var properties = ListProperty.all(source.settings().retrievable());
        return Envelope.answer(
                200,
                "DescribeResponse",
                clock.instant(),
                xml -> Describe.write(
                        xml,
                        Describe.types(message),
                        properties,
                        UUID.randomUUID().toString()));
    }
}
