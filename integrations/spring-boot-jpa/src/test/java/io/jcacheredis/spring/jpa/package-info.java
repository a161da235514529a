/** The second-level cache of Hibernate in an application of Spring Boot. */
@NullMarked
package io.jcacheredis.spring.jpa;

import org.jspecify.annotations.NullMarked;
