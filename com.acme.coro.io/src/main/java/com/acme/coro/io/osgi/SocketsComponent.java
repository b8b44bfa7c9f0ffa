package com.acme.coro.io.osgi;

import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.io.net.BundleSockets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The sockets of one bundle, as a service. */
@Component(service = AsyncSockets.class, scope = ServiceScope.BUNDLE)
public final class SocketsComponent implements AsyncSockets {
    private final BundleSockets sockets;

    /** For whoever gets the service. */
    @Activate
    public SocketsComponent(@Reference NetComponent net) {
        sockets = new BundleSockets(net.net());
    }

    /** That bundle has let go of it. */
    @Deactivate
    void close() {
        sockets.close();
    }

    @Override
    public AsyncSocket connect(ConnectSpec spec) {
        return sockets.connect(spec);
    }

    @Override
    public AsyncServerSocket listen(ListenSpec spec) {
        return sockets.listen(spec);
    }

    @Override
    public AsyncDatagram datagram(DatagramSpec spec) {
        return sockets.datagram(spec);
    }

    @Override
    public Tls tls(TlsSpec spec) {
        return sockets.tls(spec);
    }
}
