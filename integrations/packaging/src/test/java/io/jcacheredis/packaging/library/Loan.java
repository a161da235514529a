package io.jcacheredis.packaging.library;

import java.io.Serializable;

/** A value that lies in Redis as Java serialization writes it. */
public record Loan(String reader, int days) implements Serializable {}
