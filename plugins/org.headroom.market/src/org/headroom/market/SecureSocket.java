package org.headroom.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A TLS socket of the JDK with streams of ours. Paho asks for each stream once, and for a socket of this type. */
final class SecureSocket extends SSLSocket {
    private final SSLSocket base;
    private final SocketStreams streams;

    SecureSocket(SSLSocket base, SocketStreams streams) {
        this.base = base;
        this.streams = streams;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return streams.incoming(base.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return streams.outgoing(base.getOutputStream());
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        base.connect(endpoint);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        base.connect(endpoint, timeout);
    }

    @Override
    public void bind(SocketAddress local) throws IOException {
        base.bind(local);
    }

    @Override
    public void startHandshake() throws IOException {
        base.startHandshake();
    }

    @Override
    public void close() throws IOException {
        base.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        base.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        base.shutdownOutput();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        base.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return base.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        base.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return base.getTcpNoDelay();
    }

    @Override
    public InetAddress getInetAddress() {
        return base.getInetAddress();
    }

    @Override
    public int getPort() {
        return base.getPort();
    }

    @Override
    public int getLocalPort() {
        return base.getLocalPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return base.getLocalAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return base.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return base.getLocalSocketAddress();
    }

    @Override
    public boolean isConnected() {
        return base.isConnected();
    }

    @Override
    public boolean isBound() {
        return base.isBound();
    }

    @Override
    public boolean isClosed() {
        return base.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return base.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return base.isOutputShutdown();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return base.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        base.setSSLParameters(parameters);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return base.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return base.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        base.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return base.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return base.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        base.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return base.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return base.getHandshakeSession();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        base.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        base.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        base.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return base.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        base.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return base.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        base.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return base.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        base.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return base.getEnableSessionCreation();
    }
}
