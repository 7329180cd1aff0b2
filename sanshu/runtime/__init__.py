"""Starts and finds the PostgreSQL and Redis that a demo or a test run brings along; imports no Django.

Production sets `DATABASE_URL` and `REDIS_URL`; then nothing here starts anything. Without them the same
two engines run as child processes on free loopback ports, with their data below `SANSHU_DATA_DIR`.
"""
