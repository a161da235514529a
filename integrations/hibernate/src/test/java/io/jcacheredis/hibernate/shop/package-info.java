/** What the tests store. Not null-marked: Hibernate makes entities and sets their fields. */
package io.jcacheredis.hibernate.shop;
