package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.BodyTooLarge;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.MalformedJson;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.soap.SoapApi;
import io.sluice.sandbox.source.Source;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One business unit: its state, and the APIs over it. */
public final class Sfmc {
    private final Declared declared;
    private final History history;
    private final DataExtensions extensions;
    private final Contacts contacts;
    private final JourneyEvents journeyEvents;
    private final Tokens tokens;
    private final AsyncJobs jobs;
    private final TokenGuard guard;
    private final Source source;
    private final SoapApi soap;
    private final AtomicLong rowsApplied = new AtomicLong();
    private final Router router = new Router();

    public Sfmc(Declared declared, Source source, Switches switches, History history, InstantSource clock) {
        this.declared = declared;
        this.source = source;
        this.history = history;
        extensions = new DataExtensions(history);
        contacts = new Contacts(extensions, history, clock);
        journeyEvents = new JourneyEvents(history);
        tokens = new Tokens(clock);
        guard = new TokenGuard(tokens);
        new TokenApi(declared.client(), tokens, switches).register(router);
        new RowsetApi(extensions, switches, rowsApplied).register(router, guard);
        jobs = new AsyncJobs(switches, clock, rowsApplied);
        new AsyncApi(extensions, jobs, switches, clock).register(router, guard);
        new RowReadApi(extensions, clock).register(router, guard);
        new DataExtensionApi(extensions).register(router, guard);
        new ContactsApi(contacts, switches, clock).register(router, guard);
        new ContactDeletionApi(contacts, switches, clock).register(router, guard);
        new JourneyApi(declared.eventDefinitions(), extensions, journeyEvents, switches).register(router, guard);
        new CampaignApi(source).register(router, guard);
        new InteractionApi(source).register(router, guard);
        soap = new SoapApi(source, tokens, clock);
        soap.register(router);
        createDeclared();
    }

    private void createDeclared() {
        for (var extension : declared.dataExtensions()) {
            extensions.create(
                    extension.key(), extension.name(), Optional.ofNullable(extension.sendable()), extension.fields());
        }
    }

    /** The route that this call takes, if any. */
    public Optional<Router.Route> route(Call call) {
        return router.find(call);
    }

    /** Whether a call to this route asks for a token: it carries secrets, and does not count against the rate. */
    public boolean isLogin(String route) {
        return route.endsWith("/v2/token") || route.endsWith("/v1/requestToken");
    }

    /** Whether a call to this route is told of errors by SOAP faults. */
    public boolean isSoap(String route) {
        return SoapApi.serves(route);
    }

    /** Answers the call, errors of the caller included. */
    public Reply answer(Call call) {
        try {
            contacts.carryOutDeletions();
            var route = router.find(call);
            if (route.isEmpty()) {
                guard.scopes(call);
                throw SfmcError.notFound();
            }
            return route.get().handler().handle(call);
        } catch (SfmcError e) {
            return e.reply();
        } catch (MalformedJson e) {
            return SfmcError.refused(10003, "The request body is not valid JSON.")
                    .reply();
        } catch (BodyTooLarge e) {
            return new SfmcError(413, 10000, e.getMessage(), "", List.of()).reply();
        }
    }

    /** Back to the declared data extensions and what is read, without rows, contacts, journey entries and tokens. */
    public void reset() {
        jobs.clear();
        extensions.clear();
        contacts.clear();
        journeyEvents.clear();
        tokens.forget();
        history.clear();
        rowsApplied.set(0);
        source.reset();
        soap.reset();
        createDeclared();
    }

    public DataExtensions extensions() {
        contacts.carryOutDeletions();
        return extensions;
    }

    public Contacts contacts() {
        return contacts;
    }

    public JourneyEvents journeyEvents() {
        return journeyEvents;
    }

    public Source source() {
        return source;
    }

    public Tokens tokens() {
        return tokens;
    }

    public History history() {
        return history;
    }

    /** Rows written since the last reset, repeated ones counted each time. */
    public long rowsApplied() {
        return rowsApplied.get();
    }
}
