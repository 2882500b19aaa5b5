package org.headroom.jobs.guard;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Properties;

/** The text of the guard's files: properties, a line each. What is malformed is an {@link IOException}. */
final class Texts {
    private static final int MOST = 64 * 1024;

    private final Properties all;

    private Texts(Properties all) {
        this.all = all;
    }

    static Texts empty() {
        return new Texts(new Properties());
    }

    static Texts parse(String text) throws IOException {
        if (text.length() > MOST) throw new IOException("a file of the guard is longer than " + MOST + " characters");
        Properties all = new Properties();
        try {
            all.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException("a file of the guard cannot be read: " + e.getMessage(), e);
        }
        return new Texts(all);
    }

    Texts with(String key, Object value) {
        all.setProperty(key, String.valueOf(value));
        return this;
    }

    String text(String key) throws IOException {
        String value = all.getProperty(key);
        if (value == null) throw new IOException("a file of the guard has no " + key);
        return value;
    }

    String text(String key, String form) throws IOException {
        String value = text(key);
        if (!value.matches(form)) throw new IOException("a file of the guard has a malformed " + key);
        return value;
    }

    String textOr(String key, String other) {
        return all.getProperty(key, other);
    }

    long number(String key) throws IOException {
        return Long.parseLong(text(key, "-?[0-9]{1,18}"));
    }

    @Override
    public String toString() {
        StringWriter out = new StringWriter();
        try {
            all.store(out, null);
        } catch (IOException e) {
            throw new IllegalStateException("a text takes all that is written", e);
        }
        return out.toString();
    }
}
