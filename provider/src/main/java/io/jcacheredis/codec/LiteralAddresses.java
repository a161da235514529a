package io.jcacheredis.codec;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializerBase;

/**
 * Addresses of the Internet by their numbers, {@code 10.0.0.1}, {@code 2001:db8::1} and {@code [2001:db8::1]:6379}. Jackson
 * would write the name where there is one and ask a name server for it on reading, for any name that is in the bytes.
 */
final class LiteralAddresses extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** What begins like this and has a colon is taken for no name by {@link InetAddress#getByName}. */
    private static final Pattern LIKE_V6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int LAST_PORT = 0xFFFF;

    LiteralAddresses() {
        super("jcache-redis-addresses");
        addSerializer(InetAddress.class, new HostWriter());
        addSerializer(InetSocketAddress.class, new SocketWriter());
        addDeserializer(InetAddress.class, new HostReader());
        addDeserializer(InetSocketAddress.class, new SocketReader());
    }

    /** The address of that text, which nobody was asked for; {@code null} if it is no address. */
    private static @Nullable InetAddress parse(String text) {
        boolean numbers = V4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && LIKE_V6.matcher(text).matches());
        if (!numbers) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable InetSocketAddress parseSocket(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !PORT.matcher(text.substring(colon + 1)).matches()) {
            return null;
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon);
        boolean inBrackets = host.startsWith("[") && host.endsWith("]");
        if (port > LAST_PORT || inBrackets != host.contains(":")) {
            return null;
        }
        InetAddress address = parse(inBrackets ? host.substring(1, host.length() - 1) : host);
        return address == null ? null : new InetSocketAddress(address, port);
    }

    /** Without the zone, which means something on one machine and does not count in comparisons. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static final class HostWriter extends ToStringSerializerBase {

        HostWriter() {
            super(InetAddress.class);
        }

        @Override
        public String valueToString(Object value) {
            return text((InetAddress) value);
        }
    }

    private static final class SocketWriter extends ToStringSerializerBase {

        SocketWriter() {
            super(InetSocketAddress.class);
        }

        @Override
        public String valueToString(Object value) {
            InetSocketAddress socket = (InetSocketAddress) value;
            if (socket.isUnresolved()) {
                throw new CodecException("an unresolved address would have to be looked up when it is read; keep a name"
                        + " as a String");
            }
            String host = text(socket.getAddress());
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getPort();
        }
    }

    private static final class HostReader extends FromStringDeserializer<InetAddress> {

        HostReader() {
            super(InetAddress.class);
        }

        @Override
        protected InetAddress _deserialize(String text, DeserializationContext context) {
            InetAddress address = parse(text);
            if (address == null) {
                throw context.weirdStringException(text, InetAddress.class, "no literal address");
            }
            return address;
        }
    }

    private static final class SocketReader extends FromStringDeserializer<InetSocketAddress> {

        SocketReader() {
            super(InetSocketAddress.class);
        }

        @Override
        protected InetSocketAddress _deserialize(String text, DeserializationContext context) {
            InetSocketAddress socket = parseSocket(text);
            if (socket == null) {
                throw context.weirdStringException(text, InetSocketAddress.class, "no literal address and port");
            }
            return socket;
        }
    }
}
