package io.jcacheredis.commandline;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of texts what may be a user or a password. */
public final class Secrets {

    private static final String MASK = "***@";
    private static final String SCHEME_END = "://";

    /** How messages describe a login; what goes on with another {@code @} is none of these. */
    private static final String FORM = "(?:\\[\\[user\\]:password@\\]|(?<!\\S):password@host)(?![^\\s@]*@)";

    /** What a URL has before its last {@code @}: a password may have a slash or another {@code @} in it, by mistake. */
    private static final Pattern LOGIN_OF_URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?!" + FORM + ")\\S*@");

    /** The same where the scheme was forgotten. */
    private static final Pattern LOGIN = Pattern.compile("(?<form>" + FORM + ")|[^\\s/'\"]*:[^\\s/'\"]*@");

    private Secrets() {}

    /** The text with {@code ***} in the place of what may be user and password of an address in it. */
    public static String masked(String text) {
        return LOGIN.matcher(LOGIN_OF_URL.matcher(text).replaceAll("${scheme}" + MASK))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? MASK : found.group(1)));
    }

    /** The same of a message that may quote one of these arguments, in which a password may have blanks. */
    public static String masked(String text, List<String> arguments) {
        String masked = text;
        for (String argument : arguments) {
            String value = argument.startsWith("--") ? argument.substring(argument.indexOf('=') + 1) : argument;
            if (value.indexOf('@') >= 0 && value.indexOf(':') >= 0) {
                masked = masked.replace(value, maskedAddress(value));
            }
        }
        return masked(masked);
    }

    private static String maskedAddress(String address) {
        int scheme = address.indexOf(SCHEME_END);
        String begin = scheme < 0 ? "" : address.substring(0, scheme + SCHEME_END.length());
        return begin + MASK + address.substring(address.lastIndexOf('@') + 1);
    }
}
