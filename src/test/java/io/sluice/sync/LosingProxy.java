package io.sluice.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a server, and passes on; once it is told to, it ends a connection instead of passing an answer. */
final class LosingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> question = new AtomicReference<>();
    private final AtomicInteger lost = new AtomicInteger();

    private LosingProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    static LosingProxy to(int target) throws IOException {
        var proxy = new LosingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        start(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Once, after the server has answered. */
    void loseTheAnswerTo(String text) {
        question.set(text);
    }

    int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                var connection = new Connection(client, server);
                start(connection::ask);
                start(connection::answer);
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean losing;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void ask() {
            pass(client, server, bytes -> {
                var text = question.get();
                if (text != null && bytes.contains(text) && question.compareAndSet(text, null)) {
                    losing = true;
                }
                return true;
            });
        }

        void answer() {
            pass(server, client, bytes -> {
                if (losing) {
                    lost.incrementAndGet();
                }
                return !losing;
            });
        }
    }

    private interface Gate {
        boolean letsPass(String bytes);
    }

    private static void pass(Socket from, Socket to, Gate gate) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[64 * 1024];
            int length = in.read(buffer);
            while (length >= 0 && gate.letsPass(new String(buffer, 0, length, ISO_8859_1))) {
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
        } catch (IOException e) {
            // The other direction has ended.
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "losing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
