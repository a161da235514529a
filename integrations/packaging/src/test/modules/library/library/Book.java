package library;

/** A value that lies in Redis as JSON. */
record Book(String title, int year) {}
